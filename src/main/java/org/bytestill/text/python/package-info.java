/**
 * Values that behave as Python's: what they print, how they compare and compute, and the methods that templates call.
 *
 * <p>A value is a {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger} (whole numbers beyond 64 bits), {@code Double}, or a
 * {@link org.bytestill.text.python.Thing}: a list, a map, None, something undefined, a function. Nothing else exists, so that no Java object
 * can be reached. Start at {@link org.bytestill.text.python.Values}; {@link org.bytestill.text.python.Sandbox} looks attributes and items up
 * as jinja2's sandbox does; every exception is a {@link org.bytestill.text.python.Fault}. Written after Python's language and library
 * reference, version 3.11.
 */
@NullMarked
package org.bytestill.text.python;

import org.jspecify.annotations.NullMarked;
