"""The resource `committees`."""
