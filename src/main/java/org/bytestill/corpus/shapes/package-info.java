/**
 * Shapes: what a record's fields mean. A {@link org.bytestill.corpus.shapes.Shape} makes of a record a text, a text of which a part is
 * supervised, or a conversation; {@link org.bytestill.corpus.shapes.Shapes} lists them in the order in which they are tried, a
 * {@link org.bytestill.corpus.shapes.Mapping} says which column is which field, and a {@link org.bytestill.corpus.shapes.SampleReader}
 * recognises the shape of a file and reads it. A value of a wrong type is an error with file, row, column, and what to do.
 */
@NullMarked
package org.bytestill.corpus.shapes;

import org.jspecify.annotations.NullMarked;
