package se.malbild.local;

/** The {@code malbild} command. */
public final class Malbild {
    private Malbild() {}

    public static void main(String[] args) {
        System.out.println("Målbild " + Malbild.class.getPackage().getImplementationVersion());
    }
}
