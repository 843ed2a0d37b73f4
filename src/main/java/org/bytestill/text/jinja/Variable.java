package org.bytestill.text.jinja;

/**
 * A variable of a template.
 *
 * @param level depth of its scope; scopes of one depth within a function share the variables of a name
 */
record Variable(String name, int level) {}
