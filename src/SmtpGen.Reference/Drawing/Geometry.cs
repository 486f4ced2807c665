namespace SmtpGen.Reference.Drawing;

/// <summary>A point, in pixels from the top left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A rectangle, in pixels from the top left corner.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}
