"""Training of the English language model: tags, trees and names from one small encoder."""
