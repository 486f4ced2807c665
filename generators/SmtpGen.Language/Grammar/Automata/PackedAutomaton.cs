using System.Runtime.CompilerServices;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// An automaton as the runtime's matcher reads it: states are the places of their rows, which lie in each other's gaps, and few transitions
/// have actions. Names of captures are not part of it, so that more automata are equal.
/// </summary>
/// <param name="ClassOfByte">For each of the 256 octets its class.</param>
/// <param name="Stride">Number of entries that a row spans: one for each class, and one for the end of a match.</param>
/// <param name="Rows">
/// The entries. Each holds its place in its row in its high eight bits, by which the row knows it; <see cref="Unused"/> is in no row. An
/// entry is the place of the next state's row, or <see cref="MoveFlag"/> and the place of a move; the last one of a row is the action at the end of
/// a match. What a row does not have leads nowhere. The start's row is at 0.
/// </param>
/// <param name="Moves">The transitions with an action, each once: the place of the next state's row, then the action.</param>
/// <param name="Operations">The actions.</param>
/// <param name="RegisterCount">Number of registers.</param>
public sealed record PackedAutomaton(
    EquatableArray<byte> ClassOfByte, int Stride, EquatableArray<uint> Rows, EquatableArray<uint> Moves, EquatableArray<ushort> Operations, int RegisterCount)
{
    /// <summary>Marks an entry whose transition has an action.</summary>
    public const uint MoveFlag = 0x0080_0000;

    /// <summary>An entry that no row has.</summary>
    public const uint Unused = uint.MaxValue;

    private const int PlaceShift = 24;

    // Held as long as the automaton is.
    private static readonly ConditionalWeakTable<Automaton, PackedAutomaton> s_packed = new();

    /// <summary>Packs an automaton, once.</summary>
    public static PackedAutomaton Of(Automaton automaton) => s_packed.GetValue(automaton, Pack);

    /// <summary>A hash of what is short of it: it is asked for often, and two that differ in the rest alone are rare.</summary>
    public override int GetHashCode() => (Stride, RegisterCount, Rows.Count, Moves, Operations).GetHashCode();

    private static PackedAutomaton Pack(Automaton automaton)
    {
        int classes = automaton.ClassCount;
        int[] places = RowPlaces.Of(automaton, out int length);
        var moves = new List<uint>();
        var known = new Dictionary<(uint Target, uint Action), uint>();
        uint[] rows = new uint[length];
        rows.AsSpan().Fill(Unused);
        for (int state = Automaton.StartState; state < automaton.StateCount; state++)
        {
            for (int i = 0; i < classes; i++)
            {
                int at = (state * classes) + i;
                if (automaton.Next[at] != Automaton.DeadState)
                    Write(state, i, Entry(automaton.Next[at], automaton.Actions[at]));
            }

            if (automaton.AcceptActions[state] != 0)
                Write(state, classes, automaton.AcceptActions[state]);
        }

        return new PackedAutomaton(
            automaton.ClassOfByte, classes + 1, rows.ToEquatableArray(), moves.ToEquatableArray(), automaton.Operations, automaton.RegisterCount);

        void Write(int state, int place, uint value) => rows[places[state] + place] = ((uint)place << PlaceShift) | value;

        uint Entry(ushort next, ushort action)
        {
            uint target = (uint)places[next & ~Automaton.ActionFlag];
            if ((next & Automaton.ActionFlag) == 0)
                return target;
            if (!known.TryGetValue((target, action), out uint move))
            {
                move = (uint)moves.Count;
                known.Add((target, action), move);
                moves.Add(target);
                moves.Add(action);
            }

            return MoveFlag | move;
        }
    }
}
