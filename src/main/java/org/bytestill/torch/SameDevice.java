package org.bytestill.torch;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The device of a script's call: that of all its tensors. PyTorch itself notices where memories are two; {@link Device#APART} is none. */
final class SameDevice {
    /** Copies from one device to another. */
    private static final Set<String> CROSSING = Set.of("copy_into", "copy_into_part", "to_device");

    private SameDevice() {}

    /**
     * @return that of the first tensor, which is also that of the results; the CPU if there is none
     * @throws IllegalStateException if others are elsewhere
     */
    static Device of(String method, Object[] arguments) {
        Device first = null;
        for (Object argument : arguments) {
            for (Device device : (Iterable<Device>) devices(argument)::iterator) {
                first = first == null ? device : first;
                if (!device.equals(first) && !CROSSING.contains(method)) {
                    throw new IllegalStateException("The script's method " + method + " was given tensors on " + first + " and on " + device
                            + ".");
                }
            }
        }
        return first == null ? Device.CPU : first;
    }

    private static Stream<Device> devices(Object argument) {
        if (argument instanceof Tensor tensor) {
            return Stream.of(tensor.device());
        }
        if (argument instanceof TensorList list) {
            return list.tensors().stream().map(Tensor::device);
        }
        return argument instanceof List<?> list ? list.stream().map(Tensor.class::cast).map(Tensor::device) : Stream.empty();
    }
}
