// Nothing of its own: CMake needs a source to precompile the headers that all tests share.
