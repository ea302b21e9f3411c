package se.malbild.goals.observation;

import se.malbild.goals.Text;

/** Why a cell has no value: Kolada's three reasons. */
public enum MissingReason {
    DROPOUT(new Text("Uppgift saknas (bortfall)", "No figure (dropout)")),
    NOT_APPLICABLE(new Text("Ej tillämpligt", "Not applicable")),
    SECRECY(new Text("Sekretess", "Confidential"));

    private final Text label;

    MissingReason(Text label) {
        this.label = label;
    }

    public Text label() {
        return label;
    }
}
