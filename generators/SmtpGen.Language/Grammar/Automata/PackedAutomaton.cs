using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>An automaton as the runtime's matcher reads it: states are the places of their rows, and few transitions have actions.</summary>
/// <param name="Stride">Length of a state's row: an entry for each class, and one for the end of a match.</param>
/// <param name="Rows">
/// The rows one after the other; the first one is dead, the second one the start. An entry is the place of the next state's row, or
/// <see cref="MoveFlag"/> and the place of a move; the last one of a row is the action at the end of a match, 0 where none may end.
/// </param>
/// <param name="Moves">The transitions with an action, each once: the place of the next state's row, then the action.</param>
public sealed record PackedAutomaton(int Stride, EquatableArray<uint> Rows, EquatableArray<uint> Moves)
{
    /// <summary>Marks an entry whose transition has an action.</summary>
    public const uint MoveFlag = 0x8000_0000;

    /// <summary>Packs an automaton.</summary>
    public static PackedAutomaton Of(Automaton automaton)
    {
        int stride = automaton.ClassCount + 1;
        var rows = new List<uint>();
        var moves = new List<uint>();
        var places = new Dictionary<(uint Target, uint Action), uint>();
        for (int state = 0; state < automaton.AcceptActions.Count; state++)
        {
            for (int i = state * automaton.ClassCount; i < (state + 1) * automaton.ClassCount; i++)
            {
                uint target = (uint)((automaton.Next[i] & ~Automaton.ActionFlag) * stride);
                rows.Add((automaton.Next[i] & Automaton.ActionFlag) == 0 ? target : Move(target, automaton.Actions[i]));
            }

            rows.Add(automaton.AcceptActions[state]);
        }

        return new PackedAutomaton(stride, rows.ToEquatableArray(), moves.ToEquatableArray());

        uint Move(uint target, uint action)
        {
            if (!places.TryGetValue((target, action), out uint place))
            {
                place = (uint)moves.Count;
                places.Add((target, action), place);
                moves.Add(target);
                moves.Add(action);
            }

            return MoveFlag | place;
        }
    }
}
