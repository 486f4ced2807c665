using System.Buffers.Binary;
using System.Text;

namespace SmtpGen.Runtime;

/// <summary>Finds a verb, in any case or exactly as it is written. Verbs of four letters, which most are, are hashed as one number.</summary>
internal sealed class VerbIndex
{
    // Without bit 5 letters are upper-case, and nothing else is a letter.
    private const uint UpperCase = 0xDFDFDFDF;

    private readonly (uint Key, int Number)[] _slots;
    private readonly (byte[] Verb, int Number)[] _others;
    private readonly int _shift;
    private readonly uint _mask;

    public VerbIndex(string[] verbs, bool isExact)
    {
        _mask = isExact ? uint.MaxValue : UpperCase;
        var all = verbs.Select((verb, number) => (Verb: Encoding.ASCII.GetBytes(verb), Number: number)).ToList();
        var packed = all.Where(verb => IsPackable(verb.Verb)).ToList();
        _others = [.. all.Except(packed)];

        // At most a quarter of the slots is taken, so that a search is short; a slot without a verb has the key 0.
        int bits = 4;
        while ((1 << bits) < packed.Count * 4)
            bits++;
        _shift = 32 - bits;
        _slots = new (uint, int)[1 << bits];
        foreach (var (verb, number) in packed)
            _slots[FreeSlot(Pack(verb))] = (Pack(verb), number);
    }

    /// <summary>The place of a verb in the list; -1: it is not there.</summary>
    public int Find(ReadOnlySpan<byte> verb)
    {
        if (verb.Length == 4)
        {
            uint key = Pack(verb);
            for (int slot = Slot(key); _slots[slot].Key != 0; slot = Next(slot))
            {
                if (_slots[slot].Key == key)
                    return _slots[slot].Number;
            }
        }

        foreach (var (other, number) in _others)
        {
            if (verb.Length == other.Length && (_mask == UpperCase ? Ascii.EqualsIgnoreCase(verb, other) : verb.SequenceEqual(other)))
                return number;
        }

        return -1;
    }

    private static bool IsPackable(byte[] verb) => verb.Length == 4 && verb.All(octet => char.IsAsciiLetter((char)octet));

    private uint Pack(ReadOnlySpan<byte> verb) => BinaryPrimitives.ReadUInt32BigEndian(verb) & _mask;

    private int Slot(uint key) => (int)((key * 0x9E3779B1u) >> _shift);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private int FreeSlot(uint key)
    {
        int slot = Slot(key);
        while (_slots[slot].Key != 0)
            slot = Next(slot);
        return slot;
    }
}
