package org.bytestill.model;

/** Ministral: a Mistral whose configuration lists the layers with sliding-window attention, as transformers 5 saves Ministral 8B. */
final class Ministral extends Mistral {
    @Override
    public String modelType() {
        return "ministral";
    }
}
