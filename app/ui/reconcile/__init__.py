"""The Reconcile workspace: disagreements one after the other, and how each is settled."""
