"""What goes wrong while many documents are made."""
