"""The team: who is coding, new members, their names, initials and colours."""
