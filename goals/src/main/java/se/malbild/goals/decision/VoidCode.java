package se.malbild.goals.decision;

import se.malbild.goals.Text;
import se.malbild.goals.Word;

/** Why a record about a year decides nothing. */
public enum VoidCode {
    UNREADABLE("Posten går inte att läsa som ett beslut.", "The record cannot be read as a decision."),
    UNKNOWN_KIND(
            "Beslutet är av ett slag som den här versionen inte känner till, eller följer på ett sådant; uppgradera Målbild.",
            "The decision is of a kind that this version does not know, or follows one that is; upgrade Målbild."),
    DUPLICATE("Beslutet finns redan; det räknas en gång.", "The decision is there already; it counts once."),
    CHAIN(
            "Beslutet följer på ett beslut som inte finns i loggen: något har tagits bort eller ändrats efteråt.",
            "The decision follows one that is not in the log: something was removed or changed afterwards."),
    STALE(
            "Någon annan hann före: beslutet bygger på ett läge som inte längre gällde.",
            "Somebody else was first: the decision rests on what no longer held."),
    ROLE(
            "Den som beslutade får inte besluta detta: förvaltningar kommenterar och klarmarkerar, ledningskontoret gör det övriga.",
            "The one who decided may not decide this: departments comment and say that they are ready, the steering office does"
                    + " the rest."),
    DEPARTMENT(
            "En förvaltnings beslut ska säga vilken förvaltning det gäller, och ledningskontorets ingen.",
            "A decision by a department must say for which department it speaks, and one by the steering office for none."),
    CLOSED(
            "Året är stängt; det måste öppnas igen innan något annat kan beslutas.",
            "The year is closed; it must be reopened before anything else can be decided."),
    NOT_CLOSED(
            "Året är inte stängt, så det går inte att öppna igen.",
            "The year is not closed, so it cannot be reopened."),
    NO_REASON(
            "Skäl saknas: en bedömning som avviker från beräkningen ska ha ett skäl och minst ett nyckeltal, och den som öppnar"
                    + " ett stängt år ska säga varför.",
            "There is no reason: a judgement that departs from the calculation must have one and name at least one indicator,"
                    + " and whoever reopens a closed year must say why."),
    SAME_PERSON(
            "Den som har skickat in värdena kan inte klarmarkera dem; någon annan ska granska.",
            "Whoever sent the values cannot say that they are ready; somebody else must review them."),
    BASIS("Beslutet säger inte vad det vilar på.", "The decision does not say what it rests on."),
    PICTURE(
            "Ett år stängs med sin målbild, och inget annat beslut har någon.",
            "A year is closed with its picture, and no other decision has one."),
    INCOMPLETE(
            "Något som hör till beslutet saknas: en bedömning har en nivå och den beräknade nivån, en kommentar en text och ett"
                    + " officiellt datum ett datum.",
            "Something that belongs to the decision is missing: a judgement has a level and the computed one, a comment a text,"
                    + " and an official date a date.");

    private final Text message;

    VoidCode(String sv, String en) {
        message = new Text(sv, en);
    }

    /** Returns the code as programs exchange it: {@code same-person}. */
    public String id() {
        return Word.of(this);
    }

    /** Returns the same for a person. */
    public Text message() {
        return message;
    }
}
