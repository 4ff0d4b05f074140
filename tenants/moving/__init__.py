"""A territory as one archive that needs no Éclore to be read: written, read back, brought into another installation."""
