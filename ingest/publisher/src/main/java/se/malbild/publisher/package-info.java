/** How observations get in: checked before they are sent, and sent once. */
package se.malbild.publisher;
