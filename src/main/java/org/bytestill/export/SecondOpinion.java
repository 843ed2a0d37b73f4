package org.bytestill.export;

/**
 * What another program found, that loads exports too and was there to be asked. Told beside the proof; it decides nothing, as other programs
 * round in other ways.
 *
 * @param program its name and version
 * @param found   what it found, a sentence
 */
public record SecondOpinion(String program, String found) {}
