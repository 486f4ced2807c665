using System.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// Writes down everything that an automaton follows from. Of two expressions with the same key the automata are equal; parts that several places
/// share are written once, so that the key is as short as the rules are.
/// </summary>
internal sealed class AutomatonKey
{
    private readonly StringBuilder _key = new();
    private readonly Dictionary<Expression, int> _written = new(ReferenceComparer.Instance);

    private AutomatonKey()
    {
    }

    /// <summary>The key of an expression whose slots are numbered.</summary>
    public static string Of(Expression expression, IReadOnlyList<Slot> slots, int maxStates)
    {
        var key = new AutomatonKey();
        key.Number(maxStates);
        key.Number(slots.Count);
        foreach (Slot slot in slots)
            key.Text(slot.IsCapture ? slot.Name : "");
        key.Write(expression);
        return key._key.ToString();
    }

    private void Write(Expression expression)
    {
        if (_written.TryGetValue(expression, out int number))
        {
            Number(-1);
            Number(number);
            return;
        }

        _written.Add(expression, _written.Count);
        switch (expression)
        {
            case OneOctet one:
                Number(0);
                foreach (ulong bits in one.Octets.Bits)
                    Long(bits);
                break;
            case Sequence sequence:
                Number(1);
                Write(sequence.Parts);
                break;
            case Choice choice:
                Number(2);
                Write(choice.Alternatives);
                break;
            case Loop loop:
                Number(3);
                Number(loop.Min);
                Number(loop.Max ?? -1);
                Write(loop.Item);
                break;
            case Marked marked:
                Number(4);
                Write(marked.Before);
                Write(marked.After);
                Number(marked.DigitSlot?.Index ?? -2);
                Write(marked.Item);
                break;
            default:
                throw new ArgumentException($"Unknown kind of expression: {expression.GetType().Name}", nameof(expression));
        }
    }

    private void Write(IReadOnlyList<Expression> parts)
    {
        Number(parts.Count);
        foreach (Expression part in parts)
            Write(part);
    }

    private void Write(IReadOnlyList<Mark> marks)
    {
        Number(marks.Count);
        foreach (Mark mark in marks)
        {
            Number((int)mark.Kind);
            Number(mark.Slot.Index);
            Number(mark.Limit);
        }
    }

    private void Text(string text)
    {
        Number(text.Length);
        _key.Append(text);
    }

    private void Long(ulong value)
    {
        Number((int)value);
        Number((int)(value >> 32));
    }

    private void Number(int value) => _key.Append((char)value).Append((char)(value >> 16));

    private sealed class ReferenceComparer : IEqualityComparer<Expression>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Expression? x, Expression? y) => ReferenceEquals(x, y);

        public int GetHashCode(Expression obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
