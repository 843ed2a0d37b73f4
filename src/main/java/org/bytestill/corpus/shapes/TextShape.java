package org.bytestill.corpus.shapes;

import java.util.List;

/** A text in one field. */
final class TextShape implements Shape {
    @Override
    public String name() {
        return Shapes.TEXT;
    }

    @Override
    public List<String> keys() {
        return List.of(Shapes.TEXT);
    }

    @Override
    public Sample read(Fields fields) {
        String text = fields.text(Shapes.TEXT);
        return text.isEmpty() ? new Sample.Nothing() : new Sample.Text(fields.utf8(text, Shapes.TEXT), List.of());
    }
}
