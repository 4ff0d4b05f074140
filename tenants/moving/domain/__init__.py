"""What is done with a territory's archives: asked for, made, downloaded, taken back, ended."""
