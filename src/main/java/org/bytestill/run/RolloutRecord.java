package org.bytestill.run;

/**
 * A text that the student wrote in training, as the run folder keeps it; a line of {@code rollouts.jsonl}.
 *
 * @param update      number of the update it was written for, from 1; of held-out prompts that after which they were evaluated
 * @param heldOut     whether its prompt is held-out text, written on at an evaluation and not trained on
 * @param number      its number among those of the update, from 0
 * @param document    the document that its prompt comes from
 * @param prompt      the bytes before it, as the student read them
 * @param text        what the student wrote
 * @param tokens      in so many tokens, the one that ends it not counted
 * @param ended       {@code end} if the student ended it; {@code length} or {@code context} if it was cut at a limit; {@code special} if it
 *                    wrote a special token that is no end
 * @param studentBits surprisal by the student's own distributions, bits per byte; NaN if there is no byte
 * @param teacherBits surprisal by the teacher's, bits per byte; NaN if it is not known
 * @param repetition  share of its runs of four tokens that it has had before
 * @param loops       whether its end is a loop
 */
public record RolloutRecord(int update, boolean heldOut, int number, String document, byte[] prompt, byte[] text, int tokens, String ended,
        double studentBits, double teacherBits, double repetition, boolean loops) {}
