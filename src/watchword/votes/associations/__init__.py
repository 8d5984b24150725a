"""Whether states with a property vote otherwise than states without it."""
