"""What can be done about people; one module for each thing that is given or taken back."""
