"""Values in, text out. Nothing here touches a stream, and nothing here decides what is advised."""
