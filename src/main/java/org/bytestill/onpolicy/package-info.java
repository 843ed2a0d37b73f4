/**
 * On-policy training (method.md 3.7): the student writes on after prompts, and learns from the teacher's view of what it wrote.
 *
 * <p>Start at {@link org.bytestill.onpolicy.OnPolicyRunner}, one update; a {@link org.bytestill.onpolicy.Prompt} becomes a
 * {@link org.bytestill.onpolicy.Rollout} by {@link org.bytestill.onpolicy.RolloutWriter}, which
 * {@link org.bytestill.onpolicy.WrittenDocument} makes a document of. {@link org.bytestill.onpolicy.RolloutAlarm} watches that texts do not
 * become endless.
 */
@NullMarked
package org.bytestill.onpolicy;

import org.jspecify.annotations.NullMarked;
