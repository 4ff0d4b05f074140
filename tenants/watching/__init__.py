"""What an operator watches: the queue, mail, the worker, backups, the disk, versions."""
