namespace ReapFunctions.Ml.Boosting;

/// <summary>First and second derivative of the loss at one row, in the tree's fixed-point steps.</summary>
internal struct RowGradient
{
    public int Gradient;
    public int Hessian;
}
