package org.bytestill.model;

/**
 * A linear layer of a block, which may have a low-rank adapter.
 *
 * @param name       its name in the block, such as {@code self_attn.q_proj}, or, of a whole model, in the checkpoint
 * @param in         width of its input
 * @param out        width of its output
 * @param transposed true if the checkpoint holds its matrix as (in, out); else it is (out, in)
 */
record LinearMap(String name, long in, long out, boolean transposed) {
    String weight() {
        return name + ".weight";
    }

    /** True if a person, or PEFT's {@code target_modules}, means this map: by its name or by the name's last parts. */
    boolean isMeantBy(String module) {
        return name.equals(module) || name.endsWith("." + module);
    }

    LinearMap named(String newName) {
        return new LinearMap(newName, in, out, transposed);
    }
}
