package org.bytestill.tasks.file;

/** A value that names a function of Python. A file that includes another may put something else in its place. */
record PythonFunction(String name) {}
