package org.bytestill.model;

/** Ministral 8B as transformers 5 saves it: what it reads as a Mistral with a list of layers, under a name of its own. */
final class Ministral extends Mistral {
    @Override
    public String modelType() {
        return "ministral";
    }
}
