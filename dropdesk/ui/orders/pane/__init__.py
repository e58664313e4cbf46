"""The details of one order: verdict, purchases, money, people, notes, timeline, and the questions it asks."""
