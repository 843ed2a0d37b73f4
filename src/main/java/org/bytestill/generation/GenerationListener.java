package org.bytestill.generation;

/** Takes generated texts token by token, as they are chosen; tokens of several texts take turns. */
@FunctionalInterface
public interface GenerationListener {
    GenerationListener NONE = (prompt, token, logProbability, text) -> true;

    /**
     * @param prompt         number of the prompt
     * @param token          the token's id
     * @param logProbability as in {@link Generated}
     * @param text           what can be shown now: whole characters that no stop string can take back. The texts of all calls joined are
     *                       {@link Generated#text}
     * @return false to end all texts here
     */
    boolean wrote(int prompt, int token, float logProbability, String text);
}
