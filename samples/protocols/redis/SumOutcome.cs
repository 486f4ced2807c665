namespace Samples;

/// <summary>What became of an addition.</summary>
public enum SumOutcome
{
    Done,
    NotAText,
    NotANumber,

    /// <summary>The sum is beyond 64 bits.</summary>
    Overflow,
}
