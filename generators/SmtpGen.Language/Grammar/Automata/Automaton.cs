using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// A deterministic automaton with registers: one pass over the octets, no backtracking. All arrays are meant to become
/// static data as they are.
/// </summary>
/// <param name="ClassOfByte">For each of the 256 octets its class.</param>
/// <param name="ClassCount">Number of classes: octets of one class are never told apart.</param>
/// <param name="Next">
/// The next state at <c>state * ClassCount + class</c>. State 0 is dead, state 1 is the start.
/// <see cref="ActionFlag"/> is set when the transition has an action.
/// </param>
/// <param name="Actions">At the same index the action of the transition: an offset into <paramref name="Operations"/>.</param>
/// <param name="AcceptActions">For each state its action at the end of a match; 0 when no match may end there.</param>
/// <param name="Operations">
/// The actions one after the other, each a run of <see cref="AutomatonOp"/> words that ends with
/// <see cref="AutomatonOp.End"/>. The actions at offsets 0 and 1 do nothing.
/// </param>
/// <param name="RegisterCount">Number of registers; all hold -1 before the first octet.</param>
/// <param name="Captures">The captures, in the order of their registers.</param>
public sealed record Automaton(
    EquatableArray<byte> ClassOfByte,
    int ClassCount,
    EquatableArray<ushort> Next,
    EquatableArray<ushort> Actions,
    EquatableArray<ushort> AcceptActions,
    EquatableArray<ushort> Operations,
    int RegisterCount,
    EquatableArray<AutomatonCapture> Captures)
{
    /// <summary>Marks an entry of <see cref="Next"/> whose transition has an action.</summary>
    public const ushort ActionFlag = 0x8000;

    /// <summary>The state nothing leads out of.</summary>
    public const int DeadState = 0;

    /// <summary>The state before the first octet.</summary>
    public const int StartState = 1;

    /// <summary>The options, a bit each, that open some of what it accepts.</summary>
    public ulong Guards { get; init; }

    /// <summary>Number of states, the dead one included.</summary>
    public int StateCount => AcceptActions.Count;

    /// <summary>A hash of what is short of it: it is asked for often, and two that differ in the rest alone are rare.</summary>
    public override int GetHashCode() => (StateCount, ClassCount, RegisterCount, Guards, Operations).GetHashCode();

    /// <summary>Whether it matches a whole text, of octets below 256 each.</summary>
    public bool Matches(string text)
    {
        int state = StartState;
        foreach (char c in text)
            state = c > byte.MaxValue ? DeadState : Next[(state * ClassCount) + ClassOfByte[c]] & ~ActionFlag;
        return AcceptActions[state] != 0;
    }

    /// <summary>Whether some match that may end can also go on with an octet.</summary>
    public bool CanGoOnWith(byte octet) => Enumerable.Range(StartState, StateCount - StartState)
        .Any(state => AcceptActions[state] != 0 && (Next[(state * ClassCount) + ClassOfByte[octet]] & ~ActionFlag) != DeadState);
}

/// <summary>Where an automaton leaves the place of a capture.</summary>
/// <param name="Name">Name of the capture.</param>
/// <param name="StartRegister">Register that holds the offset of its first octet.</param>
/// <param name="EndRegister">Register that holds the offset after its last octet; -1 when the capture took no part.</param>
public sealed record AutomatonCapture(string Name, int StartRegister, int EndRegister);
