package org.bytestill.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.bytestill.engine.run.Run;

/** A screen that is made when it is first needed, so that the window need not wait for all of them. */
public final class LazyScreen<S extends Screen> implements Screen {
    private final Supplier<S> maker;
    private final List<Consumer<S>> whenMade = new ArrayList<>();
    private S made;

    public LazyScreen(Supplier<S> maker) {
        this.maker = maker;
    }

    /** The screen itself; it is made by the first call. */
    public S get() {
        if (made == null) {
            made = maker.get();
            whenMade.forEach(then -> then.accept(made));
            whenMade.clear();
        }
        return made;
    }

    /** Does something with the screen when it is made, or at once if it is there. */
    public void whenMade(Consumer<S> then) {
        if (made == null) {
            whenMade.add(then);
        } else {
            then.accept(made);
        }
    }

    @Override
    public Node node() {
        return get().node();
    }

    @Override
    public void show(Run run) {
        get().show(run);
    }

    @Override
    public void hide() {
        if (made != null) {
            made.hide();
        }
    }
}
