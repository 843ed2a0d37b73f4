package org.bytestill.engine.machine;

/**
 * The hardware and libtorch of this process, for the status line and {@code doctor}.
 *
 * @param device          in words, such as {@code CPU, 2 cores} or {@code NVIDIA H100}
 * @param memoryBytes     memory of that device
 * @param freeMemoryBytes free now
 * @param libtorch        version of the native library
 * @param notes           missing hardware or libraries and advice, in sentences
 */
public record Machine(String device, long memoryBytes, long freeMemoryBytes, String libtorch, java.util.List<String> notes) {}
