package org.bytestill.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a key of {@code run.yaml} means: the comment in the file, the help line in the wizard and the command line. */
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
