using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>What stands inside a box or in the head of a frame: the name, the commands that stay, the folded refusals.</summary>
internal static class NodeText
{
    /// <summary>Between text and border.</summary>
    public const double Padding = 12;

    private const double NameHeight = 22;
    private const double Above = 6;
    private const double Below = 8;

    // Room for the words of any language; a test holds them to it.
    public const double RefusedWidth = 190;

    /// <summary>The width of a box, or of a frame around narrow boxes, in which the text looks well.</summary>
    public static double GoodWidth(ChartNode node) => Math.Max(Fixed(node), CommandGrid.GoodWidth(node));

    public static double Height(Slot slot) =>
        Above + NameHeight + Grid(slot).Height + (slot.Node.Refusals.Count > 0 ? Route.LineHeight : 0) + Below;

    public static PlacedNode Place(Slot slot)
    {
        double y = slot.Y + Above;
        var name = new Box(slot.TextX, y, TextMeasure.Name(slot.Node.Name), NameHeight);
        var grid = Grid(slot);
        return new PlacedNode(
            slot.Node,
            slot.Bounds,
            name,
            grid.Place(slot.TextX, name.Bottom),
            slot.Node.Refusals.Count > 0 ? new Box(slot.TextX, name.Bottom + grid.Height, RefusedWidth, Route.LineHeight) : null);
    }

    private static CommandGrid Grid(Slot slot) => CommandGrid.Within(slot.Node.Stays, slot.RightX - Padding - slot.TextX);

    private static double Fixed(ChartNode node) => Math.Max(TextMeasure.Name(node.Name), node.Refusals.Count > 0 ? RefusedWidth : 0);
}
