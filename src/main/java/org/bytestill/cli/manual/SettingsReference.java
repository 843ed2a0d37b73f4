package org.bytestill.cli.manual;

import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;

/** All settings of {@code run.yaml} as a page of the user guide, in Markdown. */
public final class SettingsReference {
    private final StringBuilder text = new StringBuilder(
            "# Settings of run.yaml\n\nWritten by `bytestill manual --markdown settings` from the"
                    + " settings themselves. `bytestill init` writes a file with all of them\nand these sentences; in the wizard they are the fields.\n");
    private String section = "";

    private SettingsReference() {}

    public static String of() {
        SettingsReference reference = new SettingsReference();
        reference.text.append("\n## The run itself\n\n");
        RunConfigFile.settings().stream().filter(setting -> !setting.path().contains(".")).forEach(reference::write);
        RunConfigFile.settings().stream().filter(setting -> setting.path().contains(".")).forEach(reference::write);
        return reference.text.toString();
    }

    private void write(SettingInfo setting) {
        int dot = setting.path().lastIndexOf('.');
        String in = dot < 0 ? "" : setting.path().substring(0, dot);
        if (!in.equals(section)) {
            section = in;
            text.append("\n## ").append(in).append("\n\n");
        }
        String standard = setting.defaultText();
        text.append("- `").append(setting.path()).append("` (").append(setting.label()).append("): ").append(setting.help())
                .append(" *Allowed:* ").append(setting.allowed()).append(". *Default:* ")
                .append(standard.isEmpty() || standard.equals("\"\"") ? "none" : "`" + standard + "`").append(".\n");
    }
}
