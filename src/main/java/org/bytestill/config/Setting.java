package org.bytestill.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Range of the value of a key of {@code run.yaml}, and whether it is an essential one. Its words are in {@link SettingTexts}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** Smallest value allowed, for numbers. */
    double atLeast() default Double.NEGATIVE_INFINITY;

    /** Largest value allowed, for numbers. */
    double atMost() default Double.POSITIVE_INFINITY;

    /** True for a list whose entries are a name, an equals sign and a value; a file may spell it as keys with values. */
    boolean pairs() default false;

    /** True if it is left out where only the essentials are shown. */
    boolean advanced() default false;
}
