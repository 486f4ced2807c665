namespace Samples;

/// <summary>When a value is stored, and how.</summary>
public enum StoreMode
{
    /// <summary>Always.</summary>
    Set,

    /// <summary>Where there is none.</summary>
    Add,

    /// <summary>Where there is one.</summary>
    Replace,

    /// <summary>After the one there is.</summary>
    Append,

    /// <summary>Before the one there is.</summary>
    Prepend,

    /// <summary>Where the one there is has the unique number that is said.</summary>
    CompareAndSwap,
}
