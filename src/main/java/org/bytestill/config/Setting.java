package org.bytestill.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Annotation of a key of {@code run.yaml}: its help text, which is also the comment in the file, and the range of its value. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** One sentence, with the unit. */
    String value();

    /** Smallest value allowed, for numbers. */
    double atLeast() default Double.NEGATIVE_INFINITY;

    /** Largest value allowed, for numbers. */
    double atMost() default Double.POSITIVE_INFINITY;

    /** True if it is left out where only the essentials are shown. */
    boolean advanced() default false;
}
