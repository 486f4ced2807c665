namespace SmtpGen.Reference.Statecharts;

/// <summary>Gives boxes and frames their left and right ends. The way runs at <see cref="Way"/>; boxes of the way begin at 0.</summary>
internal static class Columns
{
    /// <summary>Where the way runs.</summary>
    public const double Way = 28;

    /// <summary>Between a line and its label.</summary>
    public const double LabelGap = 8;

    /// <summary>Half of the width of the mark where a session begins.</summary>
    public const double StartRadius = 8;

    private const double FramePadding = 14;
    private const double LeastWidth = 200;
    private const double Indent = Way + 20;

    public static void Place(Arrangement arrangement)
    {
        foreach (var slot in arrangement.Slots)
        {
            slot.X = slot.IsPassed ? Indent + (PassedDepth(slot) * FramePadding) : 0;
            slot.TextX = slot is { IsGroup: true, IsOnWay: true } ? Way + NodeText.Padding : slot.X + NodeText.Padding;
        }

        double width = Math.Max(LeastWidth, Math.Max(
            arrangement.Slots.Max(slot => slot.TextX + NodeText.Padding + NodeText.GoodWidth(slot.Node)),
            arrangement.Straight.Max(route => Way + LabelGap + route.LabelWidth + NodeText.Padding)));
        foreach (var root in arrangement.Roots)
            PlaceEnds(root, Math.Ceiling(width));
        arrangement.Start.X = Way - StartRadius;
        arrangement.Start.RightX = Way + StartRadius;
    }

    /// <summary>How far a box or frame reaches with its labels, to the left.</summary>
    public static double OuterLeft(Slot slot) => slot.X - Zone(slot.Left);

    /// <summary>How far a box or frame reaches with its labels, to the right.</summary>
    public static double OuterRight(Slot slot) => slot.RightX + Zone(slot.Right);

    private static int PassedDepth(Slot slot) => slot.Parent is { IsPassed: true } parent ? PassedDepth(parent) + 1 : 0;

    private static void PlaceEnds(Slot slot, double width)
    {
        foreach (var child in slot.Children)
            PlaceEnds(child, width);
        if (!slot.IsGroup)
        {
            slot.RightX = width;
            return;
        }

        slot.RightX = slot.Children.Max(OuterRight) + FramePadding;
        if (slot.IsPassed)
            return;
        slot.X = slot.Children.Min(OuterLeft) - FramePadding;
        if (!slot.IsOnWay)
            slot.TextX = slot.X + NodeText.Padding;
    }

    private static double Zone(SideRows side) => side.LabelWidth > 0 ? Math.Ceiling(side.LabelWidth) + (2 * LabelGap) : 0;
}
