"""What a case stands on at one moment, and what that allows: ground, scope, consents, calls out, costs."""
