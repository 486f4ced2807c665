namespace SmtpGen.Server.Polling;

/// <summary>What a loop polls, by keys that no two ever have: an event that comes late finds nobody.</summary>
internal sealed class PolledTable
{
    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private Polled?[] _all = new Polled?[16];
    private int _used;
    private int _count;
    private uint _last;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(Polled polled)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out int place))
                place = _used++;
            if (place == _all.Length)
                Array.Resize(ref _all, place * 2);

            // 0 is the loop's own.
            _last = _last == int.MaxValue ? 1 : _last + 1;
            polled.Key = ((long)_last << 32) | (uint)place;
            Volatile.Write(ref _all[place], polled);
            _count++;
        }
    }

    public void Remove(Polled polled)
    {
        lock (_lock)
        {
            int place = (int)(uint)polled.Key;
            if (_all[place] != polled)
                return;
            _all[place] = null;
            _free.Push(place);
            _count--;
        }
    }

    public Polled? Find(long key)
    {
        var all = Volatile.Read(ref _all);
        var polled = Volatile.Read(ref all[(int)(uint)key]);
        return polled?.Key == key ? polled : null;
    }
}
