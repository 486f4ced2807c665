namespace Samples;

/// <summary>A list that grows at both ends in constant time.</summary>
public sealed class Deque
{
    private byte[][] _elements = new byte[8][];
    private int _first;

    public int Count { get; private set; }

    public byte[] this[int index] => _elements[(_first + index) % _elements.Length];

    public void AddFirst(byte[] element)
    {
        MakeRoom();
        _first = (_first + _elements.Length - 1) % _elements.Length;
        _elements[_first] = element;
        Count++;
    }

    public void AddLast(byte[] element)
    {
        MakeRoom();
        _elements[(_first + Count) % _elements.Length] = element;
        Count++;
    }

    private void MakeRoom()
    {
        if (Count < _elements.Length)
            return;
        byte[][] larger = new byte[2 * Count][];
        for (int index = 0; index < Count; index++)
            larger[index] = this[index];
        (_elements, _first) = (larger, 0);
    }
}
