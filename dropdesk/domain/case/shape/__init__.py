"""What a case is, as data: phases, moves, permits, answers of the shop, the whole state, its words in the journal."""
