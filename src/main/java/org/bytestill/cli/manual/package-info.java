/**
 * What the commands are, told in other ways than {@code --help}: man pages, a page of the user guide, completion in shells. All of it is read
 * off the commands themselves ({@link org.bytestill.cli.manual.CommandPage}), so none can fall behind.
 */
@NullMarked
package org.bytestill.cli.manual;

import org.jspecify.annotations.NullMarked;
