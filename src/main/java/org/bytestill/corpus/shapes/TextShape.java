package org.bytestill.corpus.shapes;

import java.util.List;

/** A text in one field. */
final class TextShape implements Shape {
    private static final String TEXT = "text";

    @Override
    public String name() {
        return "text";
    }

    @Override
    public List<String> keys() {
        return List.of(TEXT);
    }

    @Override
    public Sample read(Fields fields) {
        String text = fields.text(TEXT);
        return text.isEmpty() ? new Sample.Nothing() : new Sample.Text(fields.utf8(text, TEXT), List.of());
    }
}
