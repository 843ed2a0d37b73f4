package org.bytestill.ui.wizard;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;

/** The form of one step, from its FXML; it scrolls. */
final class StepForm {
    private final WizardContext context;
    private final StepView view;
    private final ScrollPane scroll;

    StepForm(Step step, WizardContext context) {
        this.context = context;
        FXMLLoader loader = new FXMLLoader(StepForm.class.getResource("/fxml/wizard/" + title(step.id()) + "Step.fxml"),
                context.texts().bundle());
        Parent form;
        try {
            form = loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("the page of step " + step + " cannot be read", e);
        }
        view = loader.getController();
        view.bind(context);
        scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setId("wizard-" + step.id());
    }

    private static String title(String id) {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    ScrollPane node() {
        return scroll;
    }

    /** Rows that are left out while only the essentials are shown. */
    long advancedRows() {
        return view.advancedRows();
    }

    /** Puts the keyboard into the first field; false if there is none. */
    boolean focusFirst() {
        view.firstRow().ifPresent(SettingRow::focusControl);
        return view.firstRow().isPresent();
    }

    /** Whether the keyboard is in it. */
    boolean holdsFocus() {
        Node owner = scroll.getScene() == null ? null : scroll.getScene().getFocusOwner();
        for (Node at = owner; at != null; at = at.getParent()) {
            if (at == scroll.getContent()) {
                return true;
            }
        }
        return false;
    }

    /** Scrolls to a field and puts the keyboard into it. */
    void focus(String key) {
        view.row(key).ifPresent(row -> {
            if (row.isAdvanced()) {
                context.model().essentialsOnlyProperty().set(false);
            }
            scroll.applyCss();
            scroll.layout();
            double room = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
            double top = row.getBoundsInParent().getMinY();
            scroll.setVvalue(room <= 0 ? 0 : Math.min(1, Math.max(0, (top - scroll.getViewportBounds().getHeight() / 3) / room)));
            row.focusControl();
        });
    }
}
