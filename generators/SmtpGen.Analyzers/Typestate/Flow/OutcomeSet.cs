using System.Collections;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Some of the outcomes that a protocol knows, as bits.</summary>
internal sealed class OutcomeSet : IEnumerable<Outcome>
{
    private readonly ulong[] _bits;

    public OutcomeSet(OutcomeUniverse universe, IEnumerable<int> indices)
    {
        Universe = universe;
        _bits = new ulong[(universe.Count + 63) / 64];
        foreach (int index in indices)
            _bits[index >> 6] |= 1UL << index;
    }

    private OutcomeSet(OutcomeUniverse universe, ulong[] bits)
    {
        Universe = universe;
        _bits = bits;
    }

    /// <summary>All outcomes that there are.</summary>
    public OutcomeUniverse Universe { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Array.TrueForAll(_bits, bits => bits == 0);

    /// <summary>The outcomes that are in one of two sets; this one where the other has none more.</summary>
    public OutcomeSet Union(OutcomeSet other)
    {
        if (ReferenceEquals(this, other) || other.IsIn(this))
            return this;
        return IsIn(other) ? other : Combine(other, (a, b) => a | b);
    }

    /// <summary>The outcomes that are in both sets.</summary>
    public OutcomeSet Intersect(OutcomeSet other) => IsIn(other) ? this : Combine(other, (a, b) => a & b);

    /// <summary>The outcomes of which something holds.</summary>
    public OutcomeSet Where(Func<Outcome, bool> holds) => new(Universe, Indices().Where(index => holds(Universe[index])));

    /// <summary>Whether both have the same.</summary>
    public bool SetEquals(OutcomeSet other) => ReferenceEquals(this, other) || (Universe == other.Universe && _bits.AsSpan().SequenceEqual(other._bits));

    /// <inheritdoc/>
    public IEnumerator<Outcome> GetEnumerator() => Indices().Select(index => Universe[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsIn(OutcomeSet other)
    {
        for (int i = 0; i < _bits.Length; i++)
        {
            if ((_bits[i] & ~other._bits[i]) != 0)
                return false;
        }

        return true;
    }

    private OutcomeSet Combine(OutcomeSet other, Func<ulong, ulong, ulong> combine)
    {
        ulong[] bits = new ulong[_bits.Length];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = combine(_bits[i], other._bits[i]);
        return new OutcomeSet(Universe, bits);
    }

    private IEnumerable<int> Indices()
    {
        for (int index = 0; index < Universe.Count; index++)
        {
            if ((_bits[index >> 6] & (1UL << index)) != 0)
                yield return index;
        }
    }
}
