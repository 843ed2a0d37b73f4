package org.bytestill.engine.machine;

/**
 * What the engine runs on, for the status line and {@code doctor}.
 *
 * @param device          in words, such as {@code CPU, 2 cores} or {@code NVIDIA H100}
 * @param memoryBytes     memory of that device
 * @param freeMemoryBytes free now
 * @param libtorch        version of the native library
 * @param notes           what was looked for and not found, in sentences
 */
public record Machine(String device, long memoryBytes, long freeMemoryBytes, String libtorch, java.util.List<String> notes) {}
